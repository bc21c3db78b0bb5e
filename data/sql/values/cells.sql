-- Text of a cell without the blanks around it, with dashes read as "nothing" and full-width signs as half-width.
-- An apostrophe before a sign is how spreadsheets, and our downloads, keep text from being a formula.
create or replace temp macro tidy(t) as
    case
        when strlen(t) = length(t) and not ends_with(t, chr(9)) and not starts_with(t, chr(9)) then trim(t)
        else trim(t, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(65279))
    end;

create or replace temp macro bared(t) as
    case when starts_with(t, '''') and regexp_matches(t, '^''[=+@\t\r-]') then t[2:] else t end;

create or replace temp macro stated(t) as
    case when length(t) <= 2 and regexp_full_match(t, '(-|--|—|–|——|－)?') then null else bared(t) end;

create or replace temp macro narrow(t) as
    case
        when strlen(t) = length(t) or not regexp_matches(t, '[\x{FF01}-\x{FF5E}\x{2212}\x{3000}]') then t
        else translate(
            t,
            '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ．，：／－−％（）＋＃＿　～',
            '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:/--%()+#_ ~'
        )
    end;

-- Number columns that were read as floats leave '.0' on ids that are whole numbers.
create or replace temp macro id_read(t) as
    case
        when not contains(t, '.') and not contains(t, '+') then t
        when regexp_full_match(t, '\d+\.0') then left(t, length(t) - 2)
        when not regexp_full_match(t, '\d+(\.\d+)?[eE]\+\d+|\d\.\d+[eE]\d+') then t
    end;

create or replace temp macro yes_no_read(t) as
    case
        when lower(t) in ('是', '有', 'yes', 'y', 'true', '1', '√', '对') then true
        when lower(t) in ('否', '无', '没有', 'no', 'n', 'false', '0', '×', '错') then false
    end;
