-- In which children of the unit viewed a person's target counts, with so many of how many days, as in the view: prorated
-- by own workdays, else whole in the one place where the person stands.
-- grain: kind, owner
with this as (
    select asked.source, asked.prorated, ends.n - starts.n as days
    from asked
    inner join work as starts on starts.day = $first
    inner join work as ends on ends.day = $until
    where asked.metric = $metric
),
worked as (
    select own.manager, list({'child': own.child, 'days': own.total} order by own.child) as parts
    from own
    inner join this on this.source = own.source
    where own.span_first = $first and own.span_until = $until
    group by own.manager
),
known as (
    select desk.kind, desk.owner, coalesce(person.child, desk.child) as child, coalesce(person.here, false) as here,
        this.days, this.prorated, this.prorated and desk.prorate and this.days > 0 as in_part,
        coalesce(worked.parts, []) as parts
    from desk
    cross join this
    left join worked on worked.manager = desk.owner
    left join person on person.manager = desk.owner and person.source = this.source
    where desk.kind = 'manager'
)
select kind, owner, if(in_part, days, 1) as days, case
    when in_part then parts
    when prorated or here then [{'child': child, 'days': 1}]
    else []
end as parts
from known
