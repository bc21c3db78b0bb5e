"""Reports as files: one report, written as a workbook or as pages to print."""
