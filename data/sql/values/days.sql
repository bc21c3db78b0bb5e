-- Days and times. `day_order` is 'dmy' or 'mdy' where the mapping states it, else null.
create or replace temp macro day_within(d) as
    case when d between date '1900-01-01' and date '2199-12-31' then d end;

create or replace temp macro day_tail() as
    '(?:[ T]*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2})?(?:\.\d+)?[分秒]?(?: ?[AaPp][Mm])?(?:Z|[-+]\d\d:?\d\d)?)?$';

create or replace temp macro day_year_first() as
    '^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?' || day_tail();

create or replace temp macro day_compact() as '^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?' || day_tail();

create or replace temp macro day_year_last() as '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})' || day_tail();

-- which of the two leading numbers is the month: 1, 2, or null when both can be
create or replace temp macro day_month_at(t, day_order) as
    case
        when day_order is not null then if(day_order = 'mdy', 1, 2)
        when regexp_extract(t, day_year_last(), 1)::integer > 12 then 2
        when regexp_extract(t, day_year_last(), 2)::integer > 12 then 1
        when regexp_extract(t, day_year_last(), 1)::integer = regexp_extract(t, day_year_last(), 2)::integer then 1
    end;

create or replace temp macro day_slow(t, day_order) as
    case
        when regexp_matches(t, day_year_first())
            then try_cast(regexp_replace(t, day_year_first(), '\1-\2-\3') as date)
        when regexp_matches(t, day_compact()) then try_cast(regexp_replace(t, day_compact(), '\1-\2-\3') as date)
        when regexp_matches(t, '^\d{5}(\.\d+)?$')
            then if(t::double between 20000 and 80000, date '1899-12-30' + floor(t::double)::integer, null)
        when regexp_matches(t, day_year_last()) then case day_month_at(t, day_order)
            when 1 then try_cast(regexp_replace(t, day_year_last(), '\3-\1-\2') as date)
            when 2 then try_cast(regexp_replace(t, day_year_last(), '\3-\2-\1') as date)
        end
        when regexp_matches(t, '^\d{1,2}[- /][A-Za-z]{3,9}[- /]\d{4}$|^[A-Za-z]{3,9} \d{1,2},? \d{4}$') then try_strptime(t, [
            '%d-%b-%Y', '%d %b %Y', '%d %B %Y', '%b %d, %Y', '%B %d, %Y', '%b %d %Y', '%d/%b/%Y'
        ])::date
    end;

create or replace temp macro day_fast(t) as
    day_within(if(length(t) = 10 and (t[5] = '-' or t[5] = '/'), try_cast(t as date), null));

create or replace temp macro day_read(t, day_order) as coalesce(day_fast(t), day_within(day_slow(t, day_order)));

create or replace temp macro day_problem(t, day_order) as
    case
        when regexp_matches(t, day_year_last()) and day_month_at(t, day_order) is null then 'ambiguous_date'
        when regexp_matches(t, '^\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}$') then 'ambiguous_date'
        else 'bad_date'
    end;
