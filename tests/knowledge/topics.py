"""The ids of the first hundred entries. Links and buttons contain them: none may ever go."""

TOPICS = """
why-unlit who-spacewalk when-launched launch-site rocket-and-ship rocket-paint crew-up
time-outside first-in-space when-returned wakata-commander tokyo-crowd chernyshenko how-many-days
route-length north-pole baikal-dive elbrus-climb cauldron-when cnn-gallery when-spacewalk
flight-to-station who-received-torch relay-inside-station people-aboard crew-down same-spacecraft
landing-place total-time-in-space torch-changes-for-space real-or-replica did-flame-go
flame-meanwhile space-torch-and-cauldron space-torch-today space-deal leonov-role
flame-in-space-plan official-stage why-to-space spacewalk-tasks height-and-speed live-broadcast
kotov ryazanskiy tyurin name-spelling fire-in-weightlessness gagarin-pad badges-and-mascot
crews-later same-pair-record atlanta-torch-flight sydney-torch-flight flame-lit first-torchbearer
first-russian greek-leg handover-to-russia arrival-in-moscow relay-start spare-flame city-bowls
torch-shape torch-designer torch-size torch-factory torch-cost keep-the-torch underwater-torch
how-many-torchbearers become-torchbearer run-distance oldest-torchbearer tereshkova
famous-torchbearers pole-torchbearers stadium-torchbearers cauldron-lighters kremlin-mishap
how-often-out burn-accidents torchbearer-death protests security weather-trouble how-many-towns
means-of-transport extreme-points odd-places relay-record rest-days sponsors closing-ceremony
host-city-vote opening-ceremony last-days crimea countries paralympic-relay
""".split()
