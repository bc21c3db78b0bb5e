-- What contacts name besides whom: the products offered, as the files wrote them.
-- grain: month, kind, given
-- touch: month
-- from: activity
-- scope: none
select date_trunc('month', day)::date as month, 'product' as kind, product as given, max(product_name) as name
from records.activity
where live and not withdrawn and product is not null and day >= $first_day and day < $until
group by all
order by all
