-- In which months a person, customer, product or unit occurs, under the id it has now and the text it was given by.
create or replace temp view occurs as
with named as (from mart.mention union all from mart.noted)
select m.month, m.kind, m.given as key from named m
union all
select m.month, m.kind, g.resolved
from named m
join mart.given g on g.kind = m.kind and g.given = m.given and g.resolved <> g.given
union all
select date_trunc('month', day)::date, 'manager', manager from mart.share where manager is not null
