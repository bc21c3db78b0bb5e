-- Whom to call, a row a customer with its reasons; rows stand by the first reason, then by the next, last by what the
-- customer keeps with the bank. Who was reached meanwhile, whose call was put off, or who has left, is not called.
-- grain: customer
with asked as (
    select customer from held_customer union select customer from promised_call
),
joined as (
    select
        customer, silent.tier, silent.last_contact, silent.silence, silent.allowed, silent.contacted,
        coalesce(silent.overdue, false) as overdue, coalesce(promised.follow_ups, []) as follow_ups,
        promised.put_off_to, money.balance, money.change, money.before, money.base,
        coalesce(wanted.needs, []) as needs, coalesce(wanted.launched, []) as launched,
        said.* exclude (customer), coalesce(ends.maturities, []) as maturities,
        tiers.above, tiers.above_floor, tiers.floor
    from asked
    left join silent using (customer)
    left join promised_call as promised using (customer)
    left join call_balance as money using (customer)
    left join wanted_call as wanted using (customer)
    left join said_call as said using (customer)
    left join maturity as ends using (customer)
    left join call_tier as tiers on tiers.code = silent.tier
),
judged as (
    select
        *,
        follow_ups <> [] as due,
        launched <> [] as need,
        coalesce(change < -$falling * before and (last_contact is null or last_contact < base), false) as falling,
        case
            when balance < above_floor and balance >= above_floor * (1 - $near) then 'up'
            when floor > 0 and abs(balance - floor) <= floor * $near then 'down'
        end as near,
        coalesce(balance >= $value and contacted is null, false) as value
    from joined
)
select
    judged.customer, named.name, judged.tier, named.tier as tier_name,
    list_filter([
        if(due, 'follow_up', null), if(overdue, 'silence', null), if(need, 'need', null),
        if(falling, 'falling', null), if(near is not null, 'tier', null), if(value, 'value', null)
    ], lambda each: each is not null) as reasons,
    follow_ups, last_contact, silence, allowed, last_day, last_outcome, launched, needs, balance, change, near,
    case near when 'up' then above when 'down' then judged.tier end as near_tier,
    case near when 'up' then above_floor - balance when 'down' then balance - floor end as near_by,
    maturities, best_way, points, put_off_to,
    case
        -- what was promised when the customer was reached is still to be called about
        when reached is not null and list_filter(follow_ups, lambda each: each.day >= reached) = [] then 'reached'
        when put_off_to is not null and not due then 'put_off'
    end as waits
from judged
left join customer as named
    on named.customer = judged.customer and named.first_day <= $on and named.until > $on
where (due or overdue or need or falling or near is not null or value or put_off_to is not null or reached is not null)
    and (due or coalesce(named.status, 'active') not in ('lost', 'closed'))
order by due desc, overdue desc, need desc, falling desc, near is not null desc, value desc, balance desc nulls last,
    judged.customer
