-- What a rule of last place measures of each person in one period, or why it can't; values as they are compared.
-- grain: manager
with said as (
    select
        manager,
        any_value(name) as name,
        any_value(unit) as unit,
        bool_or(here) as here,
        min(as_of) as as_of,
        any_value(actual) as actual,
        any_value(coalesce(if($paced, expected, target), target)) as due,
        any_value(if(target_state = 'best', 'infinity'::double, attainment::double)) as attainment,
        if($metric = '', null, any_value(gap)) as gap,
        bool_or(state = 'unknown') as unknown,
        bool_and(state = 'out_of_scope') as out_of_scope,
        any_value(target_state) as target_state
    from compared
    where manager is not null and ($metric = '' or metric = $metric)
    group by manager
),
away as (
    select leave.manager, count(distinct work.day) as days
    from leave
    inner join work on work.day >= leave.first_day and work.day < leave.until
    where work.worked and work.day >= $first and work.day < $until
    group by leave.manager
)
select
    said.* exclude (as_of, attainment, unknown, out_of_scope, target_state),
    stepped(if($metric = '', score.score, said.attainment), 0.001) as value,
    case
        when not said.here then 'elsewhere'
        when said.unit = '~' then 'unplaced'
        when since.day > $first::date - to_months($tenure) then 'new'
        when away.days > $leave_share * $workdays then 'leave'
        when said.out_of_scope then 'out_of_scope'
        when $metric = '' and score.score is null then if(said.unknown, 'incomplete', 'no_score')
        when $metric <> '' and said.unknown or not $running and coalesce(said.as_of < $needed, true) then 'incomplete'
        when $metric <> '' and said.target_state in ('zero_target', 'no_target') then said.target_state
        when $metric <> '' and said.attainment is null then 'not_computable'
    end as reason
from said
left join score on score.owner = said.manager
left join since using (manager)
left join away using (manager)
