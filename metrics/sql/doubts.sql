-- What else to know before trusting a day: rows set aside, warned and made up. One row.
with recent as (
    select batch
    from batch
    where not undone and import_day > (select max(import_day) from batch where not undone) - interval 7 day
),
below as (
    select unit from unit_above where above = $unit and $day >= first_day and $day < until
)
select
    (select count(*) from quarantine where batch in (select batch from recent)) as quarantined,
    (select count(*) from warning where batch in (select batch from recent)) as warnings,
    (
        select count(distinct manager) from manager
        where provisional and unit in (select unit from below) and $day >= first_day and $day < until
    ) as provisional_people,
    (
        select count(distinct unit) from unit
        where provisional and unit in (select unit from below) and $day >= first_day and $day < until
    ) as provisional_units
