-- What the best tenth, quarter and half of somebody's peers reached: those of the same role and peer group, as they
-- stood that day, whoever they are below. grain: metric, share
with post as (
    select manager, role, peer_group from manager where first_day <= $day and until > $day
),
peer as (
    select post.manager
    from post
    inner join post as mine on mine.manager = $manager
    where post.role is not distinct from mine.role and post.peer_group is not distinct from mine.peer_group
),
merit as (
    select
        result.metric,
        result.manager,
        result.due,
        if(result.target_state = 'best', 'infinity'::double, stepped(result.attainment::double, 0.001)) as share
    from result
    inner join peer using (manager)
    where result.here and result.state in ('value', 'zero')
),
placed as (
    select
        metric,
        share,
        row_number() over (partition by metric order by share desc) as place,
        count(*) over (partition by metric) as peers
    from merit
    where share is not null
),
line as (
    select placed.metric, top.top, placed.peers, any_value(placed.share) as share
    from placed
    inner join (select unnest([0.1, 0.25, 0.5]) as top) as top on placed.place = ceil(top.top * placed.peers)
    where placed.peers >= $least
    group by all
)
select
    line.metric,
    line.top::double as top,
    line.peers,
    if(isinf(line.share), null, line.share) as attainment,
    mine.share >= line.share as reached,
    if(isinf(line.share), null, round(greatest(line.share - mine.share, 0) * abs(mine.due), 6)) as more
from line
left join merit as mine on mine.metric = line.metric and mine.manager = $manager
order by line.metric, line.top
