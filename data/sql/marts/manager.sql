-- People as they stood: who, in which role, in which unit; no row on days without a unit.
-- grain: manager, first_day
-- touch: all
-- from: manager, assignment, target
-- scope: person
-- key: 'manager', manager
with about as (
    -- what is first known of a person has always been so
    select * exclude (first_day), case
        when first_day = min(first_day) over (partition by manager) then date '0001-01-01' else first_day
    end as first_day
    from manager_spell
), posted as (
    select manager, unit, first_day, until from assignment_spell
), unposted as (
    select manager from about
    union select resolved from mart.given where kind = 'manager' and provisional
    except select manager from posted
), stood as (
    select s.manager, s.day, min(s.unit) as unit
    from (
        select coalesce(m.resolved, s.manager) as manager, s.day, coalesce(u.resolved, s.unit) as unit
        from mart.seen s
        left join mart.given m on m.kind = 'manager' and m.given = s.manager
        left join mart.given u on u.kind = 'unit' and u.given = s.unit
        union all
        select coalesce(m.resolved, t.manager), date '0001-01-01', coalesce(u.resolved, t.unit)
        from records.target t
        left join mart.given m on m.kind = 'manager' and m.given = t.manager
        left join mart.given u on u.kind = 'unit' and u.given = t.unit
        where t.live and not t.withdrawn and t.manager is not null and t.unit is not null
    ) s
    join unposted using (manager)
    group by s.manager, s.day
), turned as (
    select *, row_number() over one = 1 as first from stood
    window one as (partition by manager order by day)
    qualify lag(unit) over one is distinct from unit
), posts as (
    from posted
    union all
    select manager, unit, case when first then date '0001-01-01' else day end,
        coalesce(lead(day) over (partition by manager order by day), date '9999-12-31')
    from turned
    union all
    select manager, '~', date '0001-01-01', date '9999-12-31' from unposted
    where manager not in (select manager from turned)
), said as (
    select resolved as manager, max(name) as name from mart.given where kind = 'manager' group by resolved
)
select p.manager, coalesce(a.name, g.name, p.manager) as name, a.role, a.peer_group, a.hired, p.unit,
    a.manager is null as provisional, greatest(p.first_day, coalesce(a.first_day, p.first_day)) as first_day,
    least(p.until, coalesce(a.until, p.until)) as until
from posts p
left join about a on a.manager = p.manager and a.first_day < p.until and p.first_day < a.until
left join said g on g.manager = p.manager
where a.manager is not null or p.manager not in (select manager from about)
order by p.unit, p.manager, first_day
