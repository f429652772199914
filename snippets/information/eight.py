"""Eight equal teams: three rounds, three bits."""

from crossentropy import information_content

teams = 8
reach_final = information_content(2 / teams)
champion = information_content(1 / teams)
naive = reach_final + champion
