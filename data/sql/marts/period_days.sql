-- The days of each period that targets, goals, locks and reveals name, of a year from January; of a campaign, all days.
-- grain: period
-- touch: all
-- from: target, target_lock, reveal, goal
-- scope: none
with said as (
    select period from records.target
    union
    select period from records.target_lock
    union
    select period from records.reveal
    union
    select period from records.goal
), coded as (
    -- quarters, halves and years hang on the month in which the pack's year begins
    select period, regexp_full_match(period, '\d{4}([QH]\d)?') as hangs, period[:4] as year,
        case period[5] when 'Q' then 3 when 'H' then 6 else 12 end as months
    from said
), begun as (
    select period, hangs, case
        when hangs then make_date(year::integer, (coalesce(try_cast(period[6:] as integer), 1) - 1) * months + 1, 1)
        when regexp_full_match(period, '\d{4}-\d\d') then try_cast(period || '-01' as date)
        when regexp_full_match(period, '\d{4}-W\d\d') then try_strptime(period || '-1', '%G-W%V-%u')::date
        when regexp_full_match(period, '\d{4}-\d\d-\d\d\.\..+') then try_cast(period[:10] as date)
    end as first_day,
        case when hangs then to_months(months) when period[6] = 'W' then to_days(7) else to_months(1) end as length
    from coded
)
select period, hangs, coalesce(first_day, date '0001-01-01') as first_day, coalesce(
    if(contains(period, '..'), try_cast(period[13:] as date) + 1, (first_day + length)::date), date '9999-12-31'
) as until
from begun
order by period
