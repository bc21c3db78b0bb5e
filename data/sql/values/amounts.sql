-- The ways a number is asked for, and why one cannot be read.
create or replace temp macro number_exact(t, point, money, scale) as
    case
        -- the engine would also take 1_000
        when point is not distinct from ',' or not regexp_full_match(t, '[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?') then null
        else try(try_cast(t as decimal(25, 11)) * scale::decimal(13, 4))
    end;

-- Four decimals are kept. Further ones that are not the noise of a float would be lost without a word.
create or replace temp macro money_kept(x) as
    if(abs(x - try_cast(x as decimal(18, 4))) < 0.000001, try_cast(x as decimal(18, 4)), null);

create or replace temp macro money_read(t, point, money, scale) as coalesce(
    money_kept(number_exact(t, point, money, scale)),
    if(contains(t, '%'), null, money_kept(number_slow(t, point, money, scale)))
);

create or replace temp macro number_read(t, point, money, scale) as coalesce(
    try_cast(number_exact(t, point, money, scale) as decimal(18, 4)),
    try_cast(number_slow(t, point, money, scale) as decimal(18, 4))
);

create or replace temp macro foreign_words() as '[$€£]|USD|EUR|GBP|HKD|JPY|美元|欧元|英镑|港币|港元|日元|元|¥|￥|CNY|RMB';

create or replace temp macro number_problem(t, point, money, scale) as
    case
        when number_read(t, point, money, scale) is not null then 'too_fine'
        when number_exact(t, point, money, scale) is not null then 'too_large'
        when number_slow(t, point, money, scale) is not null then 'too_large'
        when number_parts(t, money).digits = '' and regexp_matches(upper(t), foreign_words()) and regexp_matches(t, '\d')
            then 'foreign_currency'
        when number_parts(t, money).digits = '' or not number_sound(number_parts(t, money)) then 'bad_number'
        when point is null and regexp_matches(number_parts(t, money).digits, ',|\..*\.') then 'ambiguous_number'
        when regexp_full_match(number_parts(t, money).digits, '\d{16,}(\.\d+)?') then 'too_large'
        else 'bad_number'
    end;
