"""Layouts, macros, style sheets, scripts and generated art: renders values, never queries."""
