-- Where people and units stand as far as the records know: texts of files → units, and each unit's units below.
-- Used to tell which rows a complete file speaks for; what counts in figures is resolved when publishing.
create or replace temp table stage_unit as
with known as (select unit as id, name from unit where live and not withdrawn),
named as (select name, min(id) as id from known group by name having count(distinct id) = 1)
select distinct id as said, id as unit from known
union all
select name, id from named where name not in (select id from known);

create or replace temp table stage_place as
with known as (select manager as id, name, other_id from manager where live and not withdrawn),
texts as (
    select id as said, id from known
    union
    select name, min(id) from known group by name having count(distinct id) = 1
    union
    select other_id, min(id) from known where other_id is not null group by other_id
),
latest as (
    select manager as said, max_by(unit, coalesce(first_day, date '0001-01-01')) as unit
    from assignment where live and not withdrawn group by manager
),
units as (
    select latest.said, coalesce(known.unit, latest.unit) as unit
    from latest left join stage_unit known on known.said = latest.unit
),
placed as (
    select said, unit, 0 as way from units
    union all
    select texts.said, units.unit, 1 from texts join units on units.said = texts.id
)
select said, min_by(unit, way) as unit from placed group by said;

create or replace temp table stage_below as
with recursive tree as (
    select node.unit, coalesce(known.unit, node.parent) as parent
    from unit node left join stage_unit known on known.said = node.parent
    where node.live and not node.withdrawn
),
walk(above, below, depth) as (
    select unit, unit, 0 from stage_unit
    union
    select walk.above, tree.unit, depth + 1 from walk join tree on tree.parent = walk.below where depth < 30
)
select distinct above, below from walk;
