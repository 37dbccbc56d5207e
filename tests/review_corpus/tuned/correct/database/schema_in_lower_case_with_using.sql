create table if not exists suppliers (
    id integer not null primary key,
    vat text not null constraint uq_suppliers_vat unique
);

create table if not exists parts (
    id integer not null primary key,
    supplier_id integer not null,
    weight real check (weight is null or weight > 0),
    constraint fk_parts_supplier foreign key (supplier_id)
        references suppliers on delete restrict
);

create index if not exists ix_parts_supplier on parts (supplier_id desc);
