-- Rows taken that look wrong, and what the tree had to leave unplaced.
-- grain: batch, kind, line, column_name, code, value
-- touch: all
-- from: batch
-- scope: data
select w.batch, b.kind, b.file, w.line, w.column_name, w.value, w.code
from records.warning w
join records.batch b using (batch)
where b.undone_at is null
union all
select distinct null, 'unit', null, null, 'parent', unit, 'own_ancestor' from mart.tree where circular
union all
select null, 'balance', null, null, 'month_average',
    strftime(date_trunc('month', day), '%Y-%m') || ': ' || count(*) filter (differs) || '/' || count(*),
    'average_differs'
from (
    select day, abs(month_average - computed) > 0.005 * abs(computed) as differs
    from mart.balance_given where month_average is not null and computed is not null
)
group by date_trunc('month', day) having bool_or(differs)
order by 1, 4
