# title: The Light in the Tower
VAR lamp = false
VAR courage = 1
-> door

=== door ===
The tower door was open. Inside, a lamp hung on a nail. # sound: door-strike
* [Take the lamp]
  ~ lamp = true
  You lift it from the nail.
* [Leave it]
- The stairs went up into the dark.
-> stairs

=== stairs ===
Something {moved|moved again} above. "Who is there?" # by: MARA
{lamp: The light falls on wet stone. | It is too dark to see.}
* {lamp} [Hold up the lamp] -> room
+ [Call out]
  ~ courage++
  Nobody {answers|answers, again}.
  -> stairs
* [Run away] -> rain
* -> rain

=== room ===
The room under the roof was full of stars. {courage > 2: You are not afraid.}
-> END

=== rain ===
She ran down the stairs and out into the rain.
-> END
