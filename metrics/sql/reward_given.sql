-- What one rule gives everybody: the place in it, the state, what is missing to the next line, and the amount.
-- grain: manager
with stood as (
    select reward_stood.* replace (
            if(reason is null and award.manager is not null, 'one_prize', reason) as reason
        ),
        coalesce(reward_streak.streak, 0) as streak
    from reward_stood
    left join reward_streak using (manager)
    left join (select distinct manager from award where prize_set = $prize_set and prize_set <> '' and state = 'awarded') as award
        on award.manager = reward_stood.manager
),
tier as (
    select start, rate, lead(start) over (order by start) as until
    from (select unnest($starts::double[]) as start, unnest($rates::double[]) as rate)
),
tiered as (
    select
        manager,
        sum(case
            when $method = 'whole' then if(number >= start and (until is null or number < until), there * rate, 0)
            else greatest(least(number, coalesce(until, number)) - start, 0) * rate
                * if($measure = 'attainment', abs(due), 1)
        end) as pay,
        min(start) filter (where start > number) as following
    from stood
    cross join tier
    group by manager
),
raced as (
    select
        *,
        reason is null and case $kind
            when 'top' then board_rank is not null and ($line::double is null or reached)
            when 'first' then reached
            else false
        end as in_race,
        min(as_of) filter (where here and state in ('value', 'zero')) over () as least_known
    from stood
),
placed as (
    select
        *,
        if(in_race, rank() over (
            partition by in_race order by if($kind = 'top', board_rank, null), if($kind = 'first', reached_on, null)
        ), null) as place
    from raced
),
shared as (
    select
        placed.*,
        tiered.pay,
        count(*) over (partition by in_race, place) as sharing,
        -- the number of the last place, which is what has to be reached for one
        if(
            count(*) filter (where in_race) over () >= $places,
            if(any_value(better) over () = 'lower' and $measure = 'value',
                max(number) filter (where place <= $places) over (), min(number) filter (where place <= $places) over ()),
            null
        ) as last_number,
        count(*) filter (where in_race) over () >= $places as all_taken,
        tiered.following,
        reason is null and case $kind
            when 'reach' then reached
            when 'streak' then reached and streak >= $periods
            when 'tiers' then coalesce(tiered.pay > 0, false)
            else in_race and place <= $places
        end as won
    from placed
    left join tiered using (manager)
),
aimed as (
    select *, case $kind when 'top' then greatest(last_number, $line::double) when 'tiers' then following
        else $line::double end as goal
    from shared
)
select
    *,
    case when not isinf(number) then if($measure = 'value', stepped(number, step), stepped(number, 0.001)) end as value,
    case
        when reason is not null then 'excluded'
        when won then 'awarded'
        when $kind = 'first' and all_taken then 'missed'
        when settled then 'missed'
        else 'open'
    end as state_of,
    coalesce(reason, case
        when won then null
        when ($kind = 'first' and all_taken) or ($kind = 'top' and settled and in_race) then 'places_taken'
        when $kind = 'streak' and reached then 'streak_short'
        when settled then 'below_line'
    end) as reason_of,
    if(won or isinf(number), 0, short_of(better, needed_for($measure, better, due, goal), there)) as missing,
    if($kind in ('top', 'first'), place is not null and sharing > 1,
        board_rank is not null and count(*) over (partition by board_rank) > 1) as tie,
    won and (
        (not settled and ($hold = 'end' or $bound or $higher_open))
        or ($kind = 'first' and reached_on > least_known)
    ) as provisional,
    case
        when not won then null
        when $kind = 'tiers' then round(pay, 2)
        when $ties = 'split' and $kind in ('top', 'first') then
            round($amount::double * least(sharing, $places - place + 1) / sharing, 2)
        else $amount::double
    end as amount
from aimed
