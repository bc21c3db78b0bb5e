-- What worked, told by winners for the sharing session of their unit.
-- grain: success_note
-- touch: all
-- from: success_note
-- scope: unit
select success_note, day, rule, unit, manager, period, what, signed, first_day, last_day, last_day + 1 as until
from records.success_note
where live and not withdrawn
order by unit, first_day, success_note
