-- Money and numbers. `point` is the decimal sign the mapping states, else null; `money` a pattern of the home's own
-- currency words; `scale` the factor of the header's unit, which a cell that states its own unit does not take.
create or replace temp macro number_parts(t, money) as regexp_extract(
    upper(regexp_replace(t, '[ '']', '', 'g')),
    '^(\()?([-+]?)(?:' || money || ')?([-+]?)(\d[\d.,]*|\.\d+)(百万|千万|万|亿|千)?(' || money || '|[户笔个件人次张台])?(%)?(\))?(-)?$',
    ['opened', 'sign', 'inner_sign', 'digits', 'unit', 'word', 'percent', 'closed', 'sign_behind']
);

create or replace temp macro number_digits(d, point) as
    case
        when point = ',' then case
            when regexp_full_match(d, '\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?') then replace(replace(d, '.', ''), ',', '.')
            -- a lone point that cannot be a thousands sign has one reading left
            when regexp_full_match(d, '\d+\.(\d{1,2}|\d{4,})') then d
        end
        when point = '.' then case
            when regexp_full_match(d, '\d+(,\d{2,4})*(\.\d*)?|\.\d+') then replace(d, ',', '')
        end
        when regexp_full_match(d, '\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d*)?|\.\d+') then replace(d, ',', '')
    end;

create or replace temp macro number_factor(p, scale) as
    case
        when p.percent = '%' then 0.01
        else case p.unit
            when '千' then 1000 when '万' then 10000 when '百万' then 1000000
            when '千万' then 10000000 when '亿' then 100000000
            else if(regexp_matches(p.word, '^[元圆块户笔个件人次张台]'), 1, scale)
        end
    end::decimal(13, 4);

create or replace temp macro number_sign(p) as
    if((p.opened = '(') or (p.sign = '-') or (p.inner_sign = '-') or (p.sign_behind = '-'), -1, 1)::decimal(1, 0);

create or replace temp macro number_sound(p) as
    (p.opened = '') = (p.closed = '')
    and length(p.opened || p.sign || p.inner_sign || p.sign_behind) <= 1;

create or replace temp macro number_slow(t, point, money, scale) as list_transform(
    [number_parts(t, money)],
    lambda p: case
        when number_sound(p) then try(
            try_cast(number_digits(p.digits, point) as decimal(25, 11)) * number_factor(p, scale) * number_sign(p)
        )
    end
)[1];
