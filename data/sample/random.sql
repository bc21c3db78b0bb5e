-- Numbers that look random and are the same for the same seed: a hash of what they are for.
create macro rnd(purpose, a, b, c) as
    (hash(hash(getvariable('seed'), purpose, a, b, c)) % 1000003) / 1000003.0;

create macro gauss(purpose, a, b) as
    sqrt(-2 * ln(greatest(rnd(purpose, a, b, 1), 0.000001))) * cos(6.283185307 * rnd(purpose, a, b, 2));

create macro pick(list, chance) as list[1 + cast(floor(least(chance, 0.999999) * len(list)) as integer)];

create macro weighted(list, weights, chance) as
    list[1 + len(list_filter(weights, lambda w: w <= chance))];

create macro wide(number, digits) as lpad(cast(number as varchar), greatest(digits, len(cast(number as varchar)))::integer, '0');
create macro manager_id(number) as 'M' || wide(number, 3);
create macro customer_id(number) as 'C' || wide(number, 5);
