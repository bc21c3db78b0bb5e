-- What a seal holds, by its batch; `unit` is the unit viewed. Rows are never changed: opening a month again ends its seal.
--
-- A row of `sealed_result` is a person's (dimension 'manager') or a unit's ('unit') number of one metric, with what
-- follows from it, as the view of `unit` gave it; `post` is the unit it is about. The metric '' is the composite score.
create table if not exists sealed_result (
    batch integer, unit varchar, level varchar, dimension varchar, owner varchar,
    metric varchar, kind varchar, mean boolean, paced boolean, better varchar, step double,
    post varchar, manager varchar, name varchar, child varchar, provisional boolean, here boolean,
    assigned boolean, unassigned boolean, state varchar, as_of date,
    actual decimal(38, 8), opening decimal(38, 8), last decimal(38, 8), base decimal(38, 8), base_end decimal(38, 8),
    unseen bigint, target decimal(38, 8), target_source varchar, missing_periods varchar[],
    passed bigint, total bigint, over boolean, known_days bigint, all_days bigint,
    pace double, days_left bigint, due double, expected double, projection double, gap decimal(38, 8),
    target_state varchar, attainment double, lead double, need_per_day double, needed_balance double,
    last_balance decimal(38, 8), band varchar, reached boolean,
    people_target decimal(38, 8), targeted bigint, untargeted bigint,
    late struct(unit varchar, name varchar, day date)[], unknown bigint, partial boolean,
    score double, score_missing varchar[]
);

-- what each day brought of what adds up: of a person (dimension 'manager_day') or in all ('day')
create table if not exists sealed_day (
    batch integer, unit varchar, dimension varchar, metric varchar, manager varchar, day date, actual decimal(38, 8)
);

-- the monthly review as it was then: a part of it for a unit, or for one manager of it
create table if not exists sealed_review (
    batch integer, unit varchar, part varchar, place integer, manager varchar, content varchar
);

-- the pack with its rules as it held in a unit
create table if not exists sealed_pack (batch integer, unit varchar, pack varchar);
