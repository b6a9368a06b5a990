local name = "web";
{ family: name, containerDefinitions: [] }
