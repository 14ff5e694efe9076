"""Reports in plain text, made up, in the layouts that text extraction leaves behind."""

LAYOUT = """\
Uppföljning augusti 2024
Kulturnämnden i Norrsjö kommun

1. Ekonomi

Belopp i tkr                 Budget    Budget    Utfall   Avvikelse   Prognos   Avvikelse
                             helår     ack       ack      ack         helår     prognos
Bibliotek                   -12 400    -8 267    -8 101        166   -12 300        100
Musikskola                   -6 250    -4 167    -4 420       -253    -6 650       -400
Konsthall                    -2 100    -1 400                 1 400   -2 100          0
Buffert                        -250      -167         0        167         0        250
Summa                       -21 000   -14 001   -12 521      1 480   -21 050        -50

Nämnden redovisar ett överskott på 1 480 tkr till och med augusti.
"""

STACKED = """\
2.1 Budgetavvikelse

Verksamheternas nettokostnader

Tkr
Utfall

2023-04
Budget

2024
Budget
2024-04

Utfall
2024-04

Prognos
2024

Avvikelse

Lednings-
stöd

-1 149 -5 829 -1 943 -1 831 -5 829 0

Hemtjänst och
boendestöd -37 311 -148 184 -49 395 -53 787 -152 184 -4 000

Särskilt boen
de

-50 150 -157 500 -52 500 -49 479 -156 500 1 000

Summa -88 610 -311 513 -103 838 -105 097 -314 513 -3 000

Särskilt boende redovisar ett överskott.
"""

PAIRS = """\
Kostnad per månad

2024 Utfall tkr 2023 Utfall tkr

Januari 4 814 Januari 4 357

Februari 5 203 Februari 4 595

Mars 12 167 Mars 901

Summa: Jan-
Mars

22 184
Summa: Jan-
Mars

9 853

Prognos
Bokslut

90 000 Bokslut 87 766
"""

HOLES = """\
Verksamhetsmått  Utfall Okt 2023 Budget 2024 Utfall Okt 2024

Antal elever i
särskola  24 30 36

Antal elever i
modersmål  384  344

Antal lärare
 52  61
"""

PAGES = """\
Antal placerade barn

2022 2023 2024

Januari 58 56 63

Februari 57 58 56

Omsorgsnämnden, Uppföljning april 2024 6(15)

Antal placerade barn

2022 2023 2024

Mars 54 62 63

April 67 62 66

Medel Januari-April 59 60 62
"""
