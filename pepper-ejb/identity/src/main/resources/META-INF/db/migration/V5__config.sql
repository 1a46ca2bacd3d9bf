-- The versions of domains of the configuration centre. Times are milliseconds since 1970, UTC.

CREATE TABLE pepper_config_revision (
  domain      VARCHAR(200)  NOT NULL,
  version     BIGINT        NOT NULL,
  kind        VARCHAR(20)   NOT NULL,
  author      VARCHAR(200)  NOT NULL,
  note        VARCHAR(1000) NOT NULL,
  happened_ms BIGINT        NOT NULL,
  PRIMARY KEY (domain, version)
) ${table-options};

CREATE INDEX pepper_config_revision_age ON pepper_config_revision (happened_ms);

-- Of each version the files that it changed. "content" is JSON, compressed; NULL for a file that is gone.
CREATE TABLE pepper_config_file (
  domain  VARCHAR(200) NOT NULL,
  file    VARCHAR(400) NOT NULL,
  version BIGINT       NOT NULL,
  state   VARCHAR(20)  NOT NULL,
  content ${long-binary},
  PRIMARY KEY (domain, file, version)
) ${table-options};

CREATE INDEX pepper_config_file_of_version ON pepper_config_file (domain, version);
