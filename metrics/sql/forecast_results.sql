-- Next steps of a forecast: what each unit and person has booked in the period, and in each period before it the
-- result, with the share of it that was there by the same share of workdays.
-- grain: kind, id, clock, number
kept as (
    select slot.slot, unit, manager, ({measure})::double as booked
    from {mart}
    inner join slot using (day)
    where day >= $scan_first and day < $scan_until and unit in (select unit from unit_above where above = $unit)
    group by slot.slot, unit, manager
),
counted as (
    select kept.*, each.number, each.passed, each.day, holed.unit is not null as holed
    from kept
    inner join (select slot, number, passed, min(day) as day from slot group by all) as each using (slot)
    left join complete using (unit)
    left join holed using (unit, number)
    where each.number > 0 or each.day <= coalesce(complete.complete_to, $latest)
),
summed as (
    select unit, slot, number, day, passed, sum(booked) as booked, bool_or(holed) as holed
    from counted group by unit, slot, number, day, passed
),
rolled as (
    select 'unit' as kind, above.above as id, summed.number, summed.passed, summed.booked, summed.holed
    from summed
    inner join unit_above as above
        on above.unit = summed.unit and summed.day >= above.first_day and summed.day < above.until
    where list_contains($units, above.above)
    union all
    select 'manager', counted.manager, counted.number, counted.passed, counted.booked, counted.holed
    from counted
    inner join unit_above as above
        on above.unit = counted.unit and counted.day >= above.first_day and counted.day < above.until
    where above.above = $unit and counted.manager is not null
        and ($people is null or list_contains($people, counted.manager))
),
actual as (
    select kind, id, sum(booked) as actual from rolled where number = 0 group by kind, id having sum(booked) <> 0
),
-- who was never assigned there stands where the unit viewed does
mine as (
    select actual.*, clock.clock
    from actual
    left join stand using (kind, id)
    left join stand as whole on whole.kind = 'unit' and whole.id = $unit
    inner join clock on clock.pace = coalesce(stand.pace, whole.pace) and clock.off = coalesce(stand.off, whole.off)
),
-- the unit viewed is also looked at where each of its people stands: it is the past of who has none
subject as (
    select kind, id, clock from mine union select 'unit', $unit, clock from clock
),
reached as (
    select kind, id, subject.clock, number, sum(booked) as result,
        round(sum(booked * passed[subject.clock]) / nullif(sum(booked), 0), 12) as share
    from rolled
    inner join subject using (kind, id)
    where number > 0
    group by kind, id, subject.clock, number
    having sum(booked) <> 0 and not bool_or(holed)
)
