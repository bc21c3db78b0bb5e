-- Customers with their tiers and their ends; a seat's customers are numbered one after the other, the best first.
create table client as
with numbered as (
    select
        1 + seat * getvariable('customers') + place as number,
        seat, unit,
        place / getvariable('customers') as standing
    from seat, range(getvariable('customers')) as numbers(place)
)
select
    number, seat, unit, standing,
    case when rnd('since', number, 0, 0) < getvariable('newcomers')
        then getvariable('first_day') + cast(floor(rnd('since', number, 1, 0) * getvariable('span')) as integer)
        else getvariable('first_day') - 1 - cast(floor(4000 * rnd('since', number, 1, 0)) as integer) end as since,
    case when rnd('lost', number, 0, 0) < 0.025
        then getvariable('first_day')
            + cast(floor((0.3 + 0.7 * rnd('lost', number, 1, 0)) * getvariable('span')) as integer)
        else date '9999-12-31' end as lost,
    case when rnd('moved', number, 0, 0) < 0.06
        then getvariable('first_day') + cast(floor(rnd('moved', number, 1, 0) * getvariable('span')) as integer)
    end as moved
from numbered;

create table tiered as
select *, weighted([1, 2, 3, 4, 5], [0.02, 0.08, 0.25, 0.55], standing) as tier from client;

create table customer as
with person as (
    select *, pick(getvariable('surnames'), rnd('surname', number, 0, 0))
        || pick(getvariable('given'), rnd('given', number, 0, 0)) as name,
        weighted(['代发', '退休', '个体工商户', '企业主', '年轻客群', '亲子家庭'],
            [0.32, 0.52, 0.68, 0.76, 0.9], rnd('segment', number, 0, 0)) as segment,
        moved > since and moved < lost and tier > 1 as moves,
        tier + case when tier = 5 or rnd('moved', number, 2, 0) < 0.4 then -1 else 1 end as later_tier
    from tiered
),
stated as (
    select *, 'active' as status, since as first_day from person where since < lost
    union all
    select * replace (later_tier as tier), 'active', moved from person where moves
    union all
    select * replace (if(moves, later_tier, tier) as tier),
        if(rnd('lost', number, 2, 0) < 0.5, 'lost', 'closed'), lost
    from person where lost > since and lost < date '9999-12-31'
)
select
    customer_id(number) as customer, name, ['私行', '钻石', '白金', '金卡', '普通'][tier] as tier, segment, status,
    unit, first_day
from stated;
