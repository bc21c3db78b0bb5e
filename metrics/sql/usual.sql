-- What each person and unit usually reaches: the median of the past periods kept in `past`. grain: kind, owner
select kind, owner, median(actual)::decimal(38, 8) as usual, count(*) as periods
from past
group by kind, owner
