Feature: Words spoken into the microphone

  Scenario: Someone says what they look for
    Given a microphone that hears "I am looking for a red apple"
    And the window is open on the demo catalog
    When they press "Record a sound" and speak
    Then the recording ends by itself
    And the words heard have "red apple" in them
    And ranked items fill the list
    And one of the five best is about "apple"
    And "Words" has a share in them
    And the shares of every item add up to its score
