-- What each text in a referring column means: an id, another id, a name only one has; else itself, provisionally.
-- grain: kind, given
-- touch: all
-- from: unit, manager, assignment, customer, portfolio, product, holding, credit, target, target_lock, reveal, leave, goal, batch
-- scope: none
-- key: kind, given
with said as (
    select kind, given, name from mart.mention
    union all select kind, given, name from mart.noted
    union all select 'manager', manager, manager_name from records.assignment where not withdrawn
    union all select 'manager', manager, manager_name from records.portfolio where not withdrawn
    union all select 'manager', manager, manager_name from records.credit where live and not withdrawn
    union all select 'manager', manager, manager_name from records.target where live and not withdrawn
    union all select 'manager', manager, manager_name from records.leave where live and not withdrawn
    union all select 'manager', manager, manager_name from records.goal where live and not withdrawn
    union all select 'customer', customer, customer_name from records.portfolio where not withdrawn
    union all select 'customer', customer, customer_name from records.holding where not withdrawn
    union all select 'product', product, product_name from records.holding where not withdrawn
    union all select 'unit', parent, null from records.unit where not withdrawn
    union all select 'unit', unit, unit_name from records.assignment where not withdrawn
    union all select 'unit', unit, unit_name from records.customer where not withdrawn
    union all select 'unit', unit, unit_name from records.target where live and not withdrawn
    union all select 'unit', unit, null from records.target_lock where live and not withdrawn
    union all select 'unit', unit, null from records.reveal where live and not withdrawn
    union all select 'unit', unnest(covers), null from records.batch where undone_at is null
), text as (
    select kind, given, max(name) as name from said where given is not null group by kind, given
), known as (
    select 'unit' as kind, unit as id, null as other_id, name from records.unit where not withdrawn
    union all select 'manager', manager, other_id, name from records.manager where not withdrawn
    union all select 'customer', customer, null, name from records.customer where not withdrawn
    union all select 'product', product, null, name from records.product where live and not withdrawn
), id as (
    select distinct kind, id as given, id from known
), other as (
    select kind, other_id as given, min(id) as id from known
    where other_id is not null group by kind, other_id having count(distinct id) = 1
), named as (
    select kind, name as given, min(id) as id from known
    where name is not null group by kind, name having count(distinct id) = 1
), bare as (
    -- a reference by another id or by name says so in front, and is looked up as nothing else
    select kind, given, name, regexp_extract(given, '^(other_id|name)=', 1) as marked,
        regexp_replace(given, '^(other_id|name)=', '') as word,
        if(marked = 'name', null, word) as another, if(marked = 'other_id', null, word) as called
    from text
)
select b.kind, b.given, coalesce(b.name, b.word) as name,
    coalesce(id.id, other.id, named.id, if(taken.id is null, b.word, b.given)) as resolved,
    coalesce(id.id, other.id, named.id) is null as provisional
from bare b
left join id on id.kind = b.kind and id.given = b.given
left join other on other.kind = b.kind and other.given = b.another
left join named on named.kind = b.kind and named.given = b.called
left join id as taken on taken.kind = b.kind and taken.given = b.word
