-- What each person of the unit brought per effective contact, beside the medians of those there: the median itself
-- counts as many and as much. A result without a contact is named, not divided. grain: manager
with person as (
    select
        manager,
        any_value(name) as name,
        any_value(unit) as unit,
        any_value(actual) filter (where metric = $contacts) as contacts,
        any_value(actual) filter (where metric = $result) as result,
        any_value(state) filter (where metric = $contacts) as contact_state,
        any_value(state) filter (where metric = $result) as result_state
    from people
    where assigned and here and not (unit = '~' and provisional) and metric in ($contacts, $result)
    group by manager
),
divided as (
    select *, if(contacts > 0, result::double / contacts::double, null) as rate
    from person
),
middle as (
    select
        median(contacts::double) filter (where result is not null) as contacts_middle,
        median(rate) as rate_middle,
        count(rate) as peers
    from divided
)
select
    manager,
    name,
    unit,
    contacts::decimal(18, 4) as contacts,
    result::decimal(38, 8) as result,
    rate,
    contacts_middle,
    rate_middle,
    peers,
    case
        when contact_state = 'unknown' or result_state = 'unknown' then 'unknown'
        when contacts is null or result is null then 'out_of_scope'
        when contacts > 0
            then if(contacts >= contacts_middle, 'many_', 'few_')
                || if(if($lower, rate <= rate_middle, rate >= rate_middle), 'much', 'little')
        when result <> 0 then 'without_contact'
        else 'nothing'
    end as place
from divided
cross join middle
order by rate desc nulls last, manager
