-- Whom a person holds, main or beside, on the day of the list; contacts are those up to the data day.
-- grain: customer, manager
with pair as (
    select distinct $heard_to::date as day, null::varchar as unit, manager, customer, true as settled
    from portfolio
    where manager = $manager and first_day <= $on and until > $on
)
{found}
