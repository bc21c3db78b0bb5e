-- Periods, written one way: 2026, 2026H1, 2026Q4, 2026-10, 2026-W41, 2026-10-01..2026-10-31, or a campaign's name.
-- `span` is the length a day stands for where the mapping states it: a day alone does not say which period it means.
create or replace temp macro period_of_day(d, span) as
    case span
        when 'day' then strftime(d, '%Y-%m-%d') || '..' || strftime(d, '%Y-%m-%d')
        when 'week' then strftime(d, '%G-W%V')
        when 'month' then strftime(d, '%Y-%m')
        when 'quarter' then strftime(d, '%Y') || 'Q' || quarter(d)
        when 'half' then strftime(d, '%Y') || 'H' || if(month(d) > 6, 2, 1)
        when 'year' then strftime(d, '%Y')
    end;

create or replace temp macro period_plain(t) as
    regexp_replace(
        translate(upper(t), '一二三四 ', '1234'), '^(Q[1-4][-/]?|H[12][-/]?|\d{1,2}[-/])(\d{4})$', '\2-\1'
    ).rtrim('-/');

create or replace temp macro period_months() as '^(\d{4})(?:[-/.年]?M?(\d{2})|(?:[-/.年]M?|M)(\d))月?份?$';

create or replace temp macro period_week(y, w) as
    case
        when w between 1 and 52 or w = 53 and strftime((y || '-12-28')::date, '%V') = '53'
            then y || '-W' || lpad(w::varchar, 2, '0')
    end;

create or replace temp macro period_code(p) as
    case
        when regexp_matches(p, period_months()) then case
            when regexp_replace(p, period_months(), '\2\3')::integer between 1 and 12
                then p[1:4] || '-' || lpad(regexp_replace(p, period_months(), '\2\3'), 2, '0')
        end
        when regexp_matches(p, '^\d{4}[-/年]?(Q[1-4]|第?[1-4]季度?)$')
            then p[1:4] || 'Q' || regexp_extract(p[5:], '[1-4]')
        when regexp_matches(p, '^\d{4}[-/年]?(H[12]|上半年|下半年)$')
            then p[1:4] || 'H' || if(regexp_matches(p, '(H2|下半年)$'), 2, 1)
        when regexp_matches(p, '^\d{4}(-?W|年?第?)\d{1,2}周?$') and regexp_matches(p, '[W周]')
            then period_week(p[1:4], regexp_extract(p[5:], '\d+')::integer)
        when regexp_matches(p, '^(19|20|21)\d\d年?(度|全年)?$') then p[1:4]
        when regexp_full_match(p, '[A-Z]{3,9}-?\d{4}|\d{4}-?[A-Z]{3,9}')
            then strftime(try_strptime(p, ['%b%Y', '%b-%Y', '%B%Y', '%B-%Y', '%Y%b', '%Y-%b']), '%Y-%m')
    end;

-- the two days of '2026-10-01..2026-10-31', '2026年10月1日至2026年10月31日', '2026-10-01 - 2026-10-31'
create or replace temp macro period_ends() as '^(.{8,}?)\s*(?:\.\.|~|至|到|—|–|\s-\s)\s*(.{8,})$';
