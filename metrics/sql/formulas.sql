-- What stands in DOMAIN.md 4 as formulas, one macro each. Values in the metric's unit, shares as fractions; null: not computable.

-- a zero target has no attainment; nor has an actual of nothing or less where lower is better
create or replace temp macro attainment(actual, target, better) as case
    when target = 0 then null
    when better = 'lower' then case when actual > 0 then target / actual end
    when target > 0 then actual / target
    else 1 + (actual - target) / abs(target)
end;

create or replace temp macro target_state(actual, target, better) as case
    when target is null then 'no_target'
    when target = 0 then 'zero_target'
    when better = 'lower' and actual <= 0 then 'best'
    else 'value'
end;

create or replace temp macro reached(actual, target, better) as
    case when better = 'lower' then actual <= target else actual >= target end;

-- a period without a workday is done when it is over
create or replace temp macro pace(passed, total, over) as
    case when passed is null then null when total > 0 then passed / total when over then 1.0::double end;

-- flow and growth go by the workdays passed; a balance follows the path from its opening
create or replace temp macro expected(kind, target, pace, opening) as case
    when kind in ('flow', 'growth', 'distinct') then target * pace
    when kind <> 'ratio' then opening + (target - opening) * pace
end;

create or replace temp macro lead_points(kind, actual, expected, target, better) as case
    when target = 0 or kind not in ('flow', 'growth', 'distinct') then null
    when better = 'lower' then (expected - actual) / abs(target)
    else (actual - expected) / abs(target)
end;

-- none where lower is better, and none for what is a mean: there the needed balance says what to do
create or replace temp macro need_per_day(kind, mean, target, actual, days_left, better) as case
    when kind in ('flow', 'growth', 'distinct') and not mean and better = 'higher' and days_left > 0
        and target is not null and actual is not null
    then greatest(target - actual, 0) / days_left
end;

-- `known_days` of `all_days` calendar days have gone by; `last` is the last balance, `base` what a growth counts from
create or replace temp macro projection(kind, mean, actual, pace, last, base, base_end, known_days, all_days) as case
    when kind = 'ratio' then actual
    when mean then
        ((actual + coalesce(base, 0)) * known_days + last * (all_days - known_days)) / all_days - coalesce(base_end, 0)
    when kind = 'balance_end' then last
    when pace > 0 then actual / pace
end;

-- what has to stand from tomorrow on, or at the end, so that the target is met
create or replace temp macro needed_balance(kind, mean, target, actual, base, base_end, known_days, all_days) as case
    when known_days >= all_days then null
    when mean then
        ((coalesce(base_end, 0) + target) * all_days - (actual + coalesce(base, 0)) * known_days)
        / (all_days - known_days)
    when kind = 'balance_end' then target
    when kind = 'growth' then base_end + target
end;

-- by projected attainment; none before the first workday has passed
create or replace temp macro band(projection, target, pace, better, ahead, on_track, behind) as case
    when projection is null or target is null or target = 0 or coalesce(pace, 0) = 0 then null
    when better = 'lower' and projection <= 0 then 'ahead'
    when attainment(projection, target, better) + 1e-9 >= ahead then 'ahead'
    when attainment(projection, target, better) + 1e-9 >= on_track then 'on_track'
    when attainment(projection, target, better) + 1e-9 >= behind then 'behind'
    else 'at_risk'
end;

-- to a multiple of `step`, halves up; the nudge stands in for what a binary fraction cannot say
create or replace temp macro stepped(value, step) as round(value / step + sign(value) * 1e-9) * step;
