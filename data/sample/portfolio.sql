-- Who holds which customer: the seat's holder, and beside them a colleague for some of the best.
create table portfolio as
with spell as (
    select
        number, manager, greatest(held.first_day, since, hired) as first_day, least(until, lost) as until, standing,
        held.unit
    from client join held using (seat) join staff using (manager)
    where greatest(held.first_day, since, hired) < least(until, lost)
),
assist as (
    select number, staff.manager as manager
    from spell join held as staff on staff.unit = spell.unit and staff.until > getvariable('as_of')
    where standing < 0.08 and spell.until > getvariable('as_of') and staff.manager <> spell.manager
    qualify row_number() over (partition by number order by rnd('assist', number, staff.manager, 0)) = 1
)
select
    customer_id(number) as customer, manager_id(manager) as manager, 'main' as role,
    first_day, cast(nullif(until, date '9999-12-31') - 1 as date) as last_day
from spell
union all
select customer_id(number), manager_id(manager), 'assist', getvariable('first_day'), null from assist where rnd('assist', number, 0, 0) < 0.4;
