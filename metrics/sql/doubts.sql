-- Rows set aside and rows warned about in the imports of the last seven import days. One row.
select
    coalesce(sum(quarantined), 0)::bigint as quarantined,
    coalesce(sum(warnings), 0)::bigint as warnings
from batch
where not undone and import_day > (select max(import_day) from batch where not undone) - interval 7 day
