-- One past period's results of people and units: those the source holds whole (`whole` lists its units), and of people
-- who worked at least half of its workdays. grain: kind, owner
select 'manager' as kind, people.manager as owner, people.actual
from people
inner join person on person.manager = people.manager and person.source = $source
where
    people.metric = $metric and people.assigned and people.actual is not null
    and people.unit in (select unnest($whole)) and 2 * person.total >= $workdays
union all
select 'unit', unit, actual
from stood
where metric = $metric and actual is not null and unit in (select unnest($whole_units))
