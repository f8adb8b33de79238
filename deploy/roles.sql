-- Two roles on PostgreSQL: k2k_owner migrates, k2k_serve works and owns nothing, so it can neither drop a guard nor
-- empty a table. Run as a superuser in the empty database:  psql -v owner_pw=… -v serve_pw=… -f deploy/roles.sql k2k
CREATE ROLE k2k_owner LOGIN PASSWORD :'owner_pw';
CREATE ROLE k2k_serve LOGIN PASSWORD :'serve_pw';
SELECT format('ALTER DATABASE %I OWNER TO k2k_owner', current_database()) \gexec
ALTER SCHEMA public OWNER TO k2k_owner;
GRANT USAGE ON SCHEMA public TO k2k_serve;
-- What k2k_owner creates from now on, k2k_serve may read and write, never alter or truncate.
ALTER DEFAULT PRIVILEGES FOR ROLE k2k_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO k2k_serve;
ALTER DEFAULT PRIVILEGES FOR ROLE k2k_owner IN SCHEMA public
  GRANT USAGE, SELECT ON SEQUENCES TO k2k_serve;
-- Then:  K2K_DATABASE_URL=postgresql://k2k_owner:…@localhost/k2k k2k prepare   (after each upgrade)
--        K2K_DATABASE_URL=postgresql://k2k_serve:…@localhost/k2k k2k serve --with-worker
