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
order by 1, 4
