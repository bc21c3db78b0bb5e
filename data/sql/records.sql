-- The tables about batches; the rows of each kind stand in a table of the kind's own name.
--
-- A row of a kind is stored once for each different (key, values); <kind>_claim says which batches state it.
-- `live` marks, for each key, the row of the newest batch that states the key. A withdrawn key is a row with
-- `withdrawn` and no values. So undo is: drop the batch's claims, drop rows nobody claims, mark `live` again.
create table if not exists batch (
    batch integer,
    kind varchar,
    origin varchar,          -- 'files' or 'entries'
    file varchar,
    sheet varchar,
    hash varchar,
    mapping varchar,
    load varchar,            -- 'merge', 'snapshot', 'replace'
    day date,                -- the day the file stands for: stated, else its latest business day, else (dated kinds) the import's
    covers varchar[],        -- the units stated with the import; null where none were
    complete_to date,        -- null for kinds that set no completeness
    import_day date,
    imported_at timestamptz,
    writer varchar,
    headers varchar[],       -- the file's own header cells
    rows bigint,
    taken bigint,
    unchanged bigint,
    quarantined bigint,
    withdrawn bigint,
    warnings bigint,
    undone_at timestamptz
);

-- who occurs in a batch: one row per batch, manager and unit as the file gave them
create table if not exists extent (batch integer, manager varchar, unit varchar, first_day date, last_day date);

create table if not exists quarantine (
    batch integer, line bigint, column_name varchar, value varchar, code varchar, original varchar[]
);

-- entry files that are in the records: one that a crash left behind is not taken a second time, after newer ones
create table if not exists taken (file varchar);

create table if not exists warning (batch integer, line bigint, column_name varchar, value varchar, code varchar);

-- what each import or undo moved, so that a publish rebuilds no more: null days mean "all of it"
create table if not exists change (change integer, batch integer, kind varchar, first_day date, last_day date);
