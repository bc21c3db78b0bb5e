-- Everybody's place in one rule, and how sure the places are: `all_settled` once the records of all who may take one are
-- there, `least_known` the day they all reach (none where somebody's are unknown). grain: manager
with stood as (
    select
        reward_stood.* replace (
            if(reason is null and higher.manager is not null, 'one_prize', reason) as reason
        ),
        higher.rule as higher_rule,
        coalesce(higher.provisional, false) as higher_open
    from reward_stood
    left join (
        select manager, rule, provisional from award where prize_set = $prize_set and prize_set <> '' and state = 'awarded'
    ) as higher using (manager)
),
raced as (
    select
        *,
        reason is null and case $kind
            when 'top' then board_rank is not null and ($line::double is null or reached)
            when 'first' then reached
            else false
        end as in_race,
        here and coalesce(reason, '') not in ('out_of_scope', 'no_target', 'zero_target', 'compliance') as may_race
    from stood
),
placed as (
    select
        *,
        if(in_race, rank() over (
            partition by in_race order by if($kind = 'top', board_rank, null), if($kind = 'first', reached_on, null)
        ), null) as place,
        coalesce(bool_and(settled) filter (where may_race) over (), true) as all_settled,
        if(bool_or(may_race and (as_of is null or state = 'unknown')) over (), null,
            min(as_of) filter (where may_race) over ()) as least_known,
        -- who takes a higher prize that is not sure yet may come back for this one
        bool_or(reason = 'one_prize' and higher_open) over () as may_return
    from raced
)
select
    *,
    count(*) over (partition by in_race, place) as sharing,
    count(*) filter (where in_race) over () >= $places as all_taken,
    -- the number of the last place, which is what has to be reached for one
    if(all_taken,
        if(any_value(better) over () = 'lower' and $measure = 'value',
            max(number) filter (where place <= $places) over (), min(number) filter (where place <= $places) over ()),
        null
    ) as last_number
from placed
