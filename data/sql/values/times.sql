-- Times of day, also those behind a day; the part of a serial day behind its point.
create or replace temp macro time_clock(t) as
    regexp_extract(t, '(?:^|[ T日号]|\d{8})(\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2})?)(?:\.\d+)?[分秒]?$', 1);

create or replace temp macro time_within(s) as
    case when s >= 0 and s < 86400 then time '00:00:00' + to_seconds(cast(s as bigint)) end;

-- a Chinese clock of twelve hours: 下午3:05 is 15:05, 下午12:05 stays
create or replace temp macro time_noon(later, clock) as
    case
        when clock = '' then null
        when later and try_cast(regexp_extract(clock, '^\d+') as integer) < 12
            then try_cast(regexp_replace(clock, '[时点分]', ':', 'g') as time) + interval 12 hours
        else try_cast(regexp_replace(clock, '[时点分]', ':', 'g') as time)
    end;

create or replace temp macro time_slow(t) as
    case
        when time_clock(t) <> ''
            then try_cast(regexp_replace(time_clock(t), '[时点分]', ':', 'g') as time)
        when regexp_matches(t, '^(\d{5})?0?\.\d+$|^\d{5}\.\d+$')
            then time_within(round((t::double - floor(t::double)) * 86400))
        when regexp_matches(t, '[AaPp][Mm]$')
            then try_strptime(upper(regexp_extract(t, '\d{1,2}:\d\d(?::\d\d)? ?[AaPp][Mm]$')), ['%I:%M %p', '%I:%M:%S %p', '%I:%M%p'])::time
        when regexp_matches(t, '^(上午|下午|晚上|早上)')
            then time_noon(regexp_matches(t, '^(下午|晚上)'), time_clock(' ' || regexp_replace(t, '^..\s*', '')))
    end;

create or replace temp macro time_fast(t) as
    if((length(t) = 5 or length(t) = 8) and t[3] = ':', nullif(try_cast(t as time), time '24:00:00'), null);

create or replace temp macro time_read(t) as coalesce(time_fast(t), nullif(time_slow(t), time '24:00:00'));

-- A day that carries a time tells the time too; midnight is how spreadsheets write "no time".
create or replace temp macro time_behind(t) as
    case
        when length(t) <= 10 and not contains(t, '.') then null
        else nullif(nullif(time_slow(t), time '24:00:00'), time '00:00:00')
    end;

-- a clock stands behind the day, and it is none
create or replace temp macro time_lost(t) as
    if(length(t) <= 10, false, (time_clock(t) <> '' or regexp_matches(t, '[AaPp][Mm]$')) and coalesce(time_slow(t) = time '24:00:00', true));
