-- Periods given as two days, and the reading of any period; made of the pieces in `days` and `periods`.
-- Two days that are a month or a week are that, so that one period has one key. Quarters and years hang on the pack.
create or replace temp macro span_code(first_day, last_day) as
    case
        when day(first_day) = 1 and (first_day + interval 1 month)::date = last_day + 1 then strftime(first_day, '%Y-%m')
        when isodow(first_day) = 1 and first_day + 6 = last_day then strftime(first_day, '%G-W%V')
        when first_day <= last_day then strftime(first_day, '%Y-%m-%d') || '..' || strftime(last_day, '%Y-%m-%d')
    end;

create or replace temp macro period_looks(t) as
    regexp_full_match(upper(t), '[-\d\s./~:—–年月季度第半上下周日号份至到QHWM一二三四五六七八九十本今去明全]+')
    or regexp_full_match(upper(t), '(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[-'' ]?\d*');

create or replace temp macro period_read(t, day_order, span) as
    case
        when regexp_matches(t, period_ends()) then span_code(
            day_read(regexp_extract(t, period_ends(), 1), day_order), day_read(regexp_extract(t, period_ends(), 2), day_order)
        )
        when period_code(period_plain(t)) is not null then period_code(period_plain(t))
        when day_read(t, day_order) is not null then period_of_day(day_read(t, day_order), span)
        when not period_looks(t) then t
    end;

create or replace temp macro period_problem(t, day_order) as
    case when day_read(t, day_order) is not null then 'ambiguous_period' else 'bad_period' end;
