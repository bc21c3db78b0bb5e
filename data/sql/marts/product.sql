-- Products, those only named in other records included.
-- grain: product
-- touch: all
-- from: product
-- scope: all
select product, name, category, launched from records.product where live and not withdrawn
union all
select resolved, max(name), null, null from mart.given where kind = 'product' and provisional group by resolved
order by product
