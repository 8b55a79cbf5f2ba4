"""The same guest on PostgreSQL: apart, for its dialect takes as long to import as all the rest of the engine."""

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from storage.engine.core_guest import Guest


class GuestOnPostgres(Guest, PGDialect_psycopg):
    supports_statement_cache = True
