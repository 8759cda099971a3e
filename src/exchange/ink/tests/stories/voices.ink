// Speakers, sounds and includes.
INCLUDE voices_more.ink
# title: Two Voices
-> porch
=== porch
# scene: On the Porch
# bed: rain
Rain on the roof.
Is anybody home? # by: ANNA # tone: whispering
"Come in," said a voice. "The door is open." # by: OLD MAN
* "Thank you."[] # by: ANNA
    -> parlour
* Say nothing.
    You say nothing<>
    -> parlour
