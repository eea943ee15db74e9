<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CaptionsEditor</name>
    <message numerus="yes">
        <source>%n more language(s)</source>
        <translation>
            <numerusform>%n more language</numerusform>
            <numerusform>%n more languages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CleaningPanel</name>
    <message numerus="yes">
        <source>%n medium(s) examined; nothing is wrong.</source>
        <translation>
            <numerusform>%n medium examined; nothing is wrong.</numerusform>
            <numerusform>%n media examined; nothing is wrong.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n medium(s) examined.</source>
        <translation>
            <numerusform>%n medium examined.</numerusform>
            <numerusform>%n media examined.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) found.</source>
        <translation>
            <numerusform>%n problem found.</numerusform>
            <numerusform>%n problems found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>Looking at %n file(s)…</source>
        <translation>
            <numerusform>Looking at %n file…</numerusform>
            <numerusform>Looking at %n files…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message numerus="yes">
        <source>%n file(s) were left out:</source>
        <translation>
            <numerusform>%n file was left out:</numerusform>
            <numerusform>%n files were left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportsPanel</name>
    <message numerus="yes">
        <source>%n file(s) were left out:</source>
        <translation>
            <numerusform>%n file was left out:</numerusform>
            <numerusform>%n files were left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemSounds</name>
    <message numerus="yes">
        <source>%n more sound(s)</source>
        <translation>
            <numerusform>%n more sound</numerusform>
            <numerusform>%n more sounds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListeningSection</name>
    <message numerus="yes">
        <source>Delete %n recording(s)</source>
        <translation>
            <numerusform>Delete %n recording</numerusform>
            <numerusform>Delete %n recordings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ManageDialog</name>
    <message numerus="yes">
        <source>%n interaction(s) go with it, and the lists it was shown, its votes and all that was learnt of it. This cannot be undone; export its history first to keep it.</source>
        <translation>
            <numerusform>%n interaction goes with it, and the lists it was shown, its votes and all that was learnt of it. This cannot be undone; export its history first to keep it.</numerusform>
            <numerusform>%n interactions go with it, and the lists it was shown, its votes and all that was learnt of it. This cannot be undone; export its history first to keep it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n interaction(s)</source>
        <translation>
            <numerusform>%n interaction</numerusform>
            <numerusform>%n interactions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message numerus="yes">
        <source>%n item(s) by what they mean together</source>
        <translation>
            <numerusform>%n item by what they mean together</numerusform>
            <numerusform>%n items by what they mean together</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProfilePanel</name>
    <message numerus="yes">
        <source>Learnt from %n interaction(s).</source>
        <translation>
            <numerusform>Learnt from %n interaction.</numerusform>
            <numerusform>Learnt from %n interactions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RatesPanel</name>
    <message numerus="yes">
        <source>Counted in %n list(s) that were shown.</source>
        <translation>
            <numerusform>Counted in %n list that was shown.</numerusform>
            <numerusform>Counted in %n lists that were shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message numerus="yes">
        <source>%n label(s) wait, the least sure first.</source>
        <translation>
            <numerusform>%n label waits, the least sure first.</numerusform>
            <numerusform>%n labels wait, the least sure first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%n item(s) selected</source>
        <translation>
            <numerusform>%n item selected</numerusform>
            <numerusform>%n items selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionList</name>
    <message numerus="yes">
        <source>%n item(s) selected</source>
        <translation>
            <numerusform>%n item selected</numerusform>
            <numerusform>%n items selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SideDesk</name>
    <message numerus="yes">
        <source>%n interaction(s) written to %1.</source>
        <translation>
            <numerusform>%n interaction written to %1.</numerusform>
            <numerusform>%n interactions written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n interaction(s) read from %1.</source>
        <translation>
            <numerusform>%n interaction read from %1.</numerusform>
            <numerusform>%n interactions read from %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were known.</source>
        <translation>
            <numerusform>%n line was known.</numerusform>
            <numerusform>%n lines were known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
</TS>
