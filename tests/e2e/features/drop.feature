Feature: A picture from another program

  Scenario: Someone drags a picture out of another program into the window
    Given the window is open on the demo catalog
    And another program shows the picture "animals/mammals/cats/lion.png"
    When the picture is dragged into the window
    Then the other program sees its picture taken
    And the query holds the picture "lion.png"
    And ranked items fill the list
    And one of the five best is about "lion|tiger|cheetah"
    And only "Picture" has a share in them
    And the shares of every item add up to its score

  Scenario: Someone drags a picture and lets it go outside
    Given the window is open on the demo catalog
    And another program shows the picture "animals/mammals/cats/lion.png"
    When the picture is dragged over the window and dropped elsewhere
    Then the other program keeps its picture
    And the query holds no picture
