-- Rules that units set over the pack's: as written and as they were, by whom, when (UTC) and why.
-- grain: rule_change
-- touch: all
-- from: rule_change
-- scope: unit
select r.rule_change, r.day, r.unit, r.part, r.rule, r.what, r.was, r.reason, r.signed, b.writer,
    make_timestamp(epoch_us(b.imported_at)) as stated_at
from records.rule_change r
join records.rule_change_claim c using (id)
join records.batch b using (batch)
where r.live and not r.withdrawn
qualify row_number() over (partition by r.rule_change order by c.batch desc) = 1
order by r.unit, r.day, r.rule_change
