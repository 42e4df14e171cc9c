#!/usr/bin/env bash
# Runs once, on an empty cluster: one login owns and provisions, the other only serves.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U postgres \
  -v admin="$COL_ADMIN_PASSWORD" -v web="$COL_WEB_PASSWORD" <<'SQL'
CREATE ROLE col_admin LOGIN CREATEROLE PASSWORD :'admin';
CREATE ROLE col_web LOGIN NOINHERIT PASSWORD :'web';
CREATE DATABASE col OWNER col_admin;
SQL
