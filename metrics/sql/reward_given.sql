-- What one rule gives everybody: the state and why, what is missing to the next line, and the amount. grain: manager
with judged as (
    select
        *,
        coalesce(streak, 0) as in_row,
        reason is null and case $kind
            when 'reach' then reached
            when 'streak' then reached and in_row >= $periods
            when 'tiers' then coalesce(pay > 0, false)
            else in_race and place <= $places
        end as won,
        case $kind when 'top' then greatest(last_number, $line::double) when 'tiers' then following
            else $line::double end as goal,
        $kind in ('top', 'first') as by_place
    from reward_placed
    left join reward_streak using (manager)
    left join reward_tier using (manager)
)
select
    * exclude (streak),
    in_row as streak,
    if(isinf(number), null, number) as value,
    case
        when reason in ('low_score', 'low_coverage') and not settled then 'open'
        when reason is not null then 'excluded'
        when won then 'awarded'
        when ($kind = 'first' and all_taken) or if($kind = 'top' and in_race, all_settled, settled) then 'missed'
        else 'open'
    end as state_of,
    coalesce(reason, case
        when won then null
        when ($kind = 'first' and all_taken) or ($kind = 'top' and all_settled and in_race) then 'places_taken'
        when $kind = 'streak' and reached then 'streak_short'
        when settled and not ($kind = 'top' and in_race) then 'below_line'
    end) as reason_of,
    if(reason = 'one_prize' and not higher_open, higher_rule, null) as instead,
    if(won or isinf(number) or (reached and goal = $line::double), 0,
        short_of(better, needed_for($measure, better, due, goal), there)) as missing,
    if(by_place, place is not null and sharing > 1,
        board_rank is not null and count(*) over (partition by board_rank) > 1) as tie,
    won and (
        (not settled and ($hold = 'end' or $bound))
        or (not all_settled and ($kind = 'top' or ($kind = 'first' and $bound)))
        or ($kind = 'first' and coalesce(reached_on > least_known, true))
        or (by_place and may_return)
    ) as provisional,
    case
        when not won then null
        when $kind = 'tiers' then round(pay, 2)
        when $ties = 'split' and by_place then round($amount::double * least(sharing, $places - place + 1) / sharing, 2)
        else $amount::double
    end as amount
from judged
