# What azd says nothing of, put into a container app as "az containerapp show" prints it.
# Arguments: role is "training" for the app that trains; profile is its workload profile, or empty; replicas is how many may train.
.properties.template.volumes = [{name: "songs", storageType: "AzureFile", storageName: "songs"}]
| .properties.template.containers[0].volumeMounts = [{volumeName: "songs", mountPath: "/songs"}]
| if $role != "training" then .
  else
    # Processes compete for leases of jobs: one more wherever those that run are busy.
    .properties.template.scale = {
      minReplicas: 1,
      maxReplicas: ($replicas | tonumber),
      rules: [{name: "busy", custom: {type: "cpu", metadata: {type: "Utilization", value: "70"}}}]
    }
    | if $profile == "" then . else .properties.workloadProfileName = $profile end
  end
