-- What has to be there, in the metric's own unit (or in score), for a number to come to a goal: see DOMAIN.md 4 and 7.
create or replace temp macro needed_for(measure, better, due, goal) as case
    when measure <> 'attainment' then goal
    when better = 'lower' then due / nullif(goal, 0)
    else due + (goal - 1) * abs(due)
end;

-- how much is still missing of what has to be there; nothing where there is more, or less where less is better
create or replace temp macro short_of(better, needed, there) as
    if(needed is null or there is null, null, greatest(if(better = 'lower', there - needed, needed - there), 0));

-- the number that is compared, rounded: values to the metric's step, attainment and score to a thousandth
create or replace temp macro rounded_as(measure, number, step) as stepped(number, if(measure = 'value', step, 0.001));
